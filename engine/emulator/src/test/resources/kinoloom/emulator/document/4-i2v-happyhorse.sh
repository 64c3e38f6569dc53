#!/usr/bin/env bash
curl -X POST https://opencomputing.ai/llmage/v1/video/generations \
-H "Authorization: Bearer <your-apikey>" \
-F "model=happyhorse-1.0-i2v" \
-F "catelogid=i2v" \
-F "prompt=图片变换为万圣节各种南瓜飞上天" \
-F "duration=15" \
-F "resolution=720P" \
-F "image_file=@./02.jpg"
