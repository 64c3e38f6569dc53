#!/usr/bin/env bash
curl -X POST https://opencomputing.ai/llmage/v1/video/generations \
-H "Content-Type: application/json" \
-H "Authorization: Bearer <your-apikey>" \
-d '{
"model": "doubao-seedance-1-5-pro-251215",
"catelogid": "t2v",
"prompt": "小猫在抓老鼠",
"duration": 5,
"ratio": "16:9",
"resolution": "480p"
}'
