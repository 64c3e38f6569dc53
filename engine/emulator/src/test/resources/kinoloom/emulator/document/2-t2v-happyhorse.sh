#!/usr/bin/env bash
curl -X POST https://opencomputing.ai/llmage/v1/video/generations \
-H "Content-Type: application/json" \
-H "Authorization: Bearer <your-apikey>" \
-d '{
"model": "happyhorse-1.0-t2v",
"catelogid": "t2v",
"prompt": "天上飞过各式各样的万圣节南瓜",
"ratio": "4:3",
"resolution": "720P",
"duration": 4
}'
