#!/usr/bin/env bash
curl -X POST https://opencomputing.ai/llmage/v1/video/generations \
-H "Authorization: Bearer <your-apikey>" \
-F "model=doubao-seedance-2-0-260128" \
-F "catelogid=i2v" \
-F "prompt=从图片1到图片2丝滑转换" \
-F "duration=5" \
-F "ratio=16:9" \
-F "resolution=480p" \
-F "image1_file=@./myimg1.jpg" \
-F "image2_file=@./myimg2.jpg"
