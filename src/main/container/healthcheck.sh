#!/usr/bin/env bash
# Whether the server answers that it is healthy: for Docker, in the container, with the variables of the server.
# bash alone, for the image need not have curl. It knows no time limit of its own: call it by timeout.
set -eu

port=${SERVER_PORT:-${PORT:-8080}}
path=${SERVER_SERVLET_CONTEXT_PATH:-}
if [ "${MANAGEMENT_SERVER_PORT:-$port}" != "$port" ]; then
  port=$MANAGEMENT_SERVER_PORT
  path=${MANAGEMENT_SERVER_BASE_PATH:-}
fi

exec 3<>"/dev/tcp/localhost/$port"
printf 'GET %s/actuator/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$path" >&3
read -r _ status _ <&3
[ "$status" = 200 ]
