#!/usr/bin/env bash
curl -X GET "https://opencomputing.ai/llmage/v1/tasks?taskid=xxx" \
-H "Authorization: Bearer <your-apikey>"
