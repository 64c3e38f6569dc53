#!/usr/bin/env bash
curl -X POST https://opencomputing.ai/llmage/v1/image/generations \
-H "Content-Type: application/json" \
-H "Authorization: Bearer <your-apikey>" \
-d '{
"model": "wan2.2-t2i-plus",
"catelogid": "t2i",
"prompt": "一只猫坐在月亮上,水彩画风格"
}'
