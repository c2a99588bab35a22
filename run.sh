#!/usr/bin/env bash
# Starts Hengjian on this machine: ./run.sh [--port 5080] [--data DIR] [--no-demo] [--institution NAME --code USCC]
set -euo pipefail
root="$(cd "$(dirname "$0")" && pwd)"
port=5080
data="$PWD/data"
extra=()
while [ $# -gt 0 ]; do
  case "$1" in
    --port) port="${2:?--port needs a number}"; shift 2 ;;
    --data) data="$(mkdir -p "${2:?--data needs a folder}" && cd "$2" && pwd)"; shift 2 ;;
    --no-demo) extra+=(--demo false); no_demo=1; shift ;;
    --institution) extra+=(--institution "${2:?--institution needs a name}"); shift 2 ;;
    --code) extra+=(--code "${2:?--code needs a unified social credit code}"); shift 2 ;;
    *) echo "run.sh: unknown argument $1" >&2; exit 2 ;;
  esac
done

# Build only when a source is newer than the last build, so that a second start is quick.
out="$root/src/Hengjian.Web/bin/Release/net10.0/Hengjian.Web.dll"
stamp="$root/src/Hengjian.Web/bin/Release/.built"
if [ ! -f "$out" ] || [ ! -f "$stamp" ] || [ -n "$(find "$root/src" "$root"/Directory.*.props "$root/global.json" -newer "$stamp" -type f -not -path '*/bin/*' -not -path '*/obj/*' -print -quit)" ]; then
  echo "Building …"
  dotnet build "$root/src/Hengjian.Web" -c Release --nologo -v quiet -clp:ErrorsOnly
  touch "$stamp"
fi

echo "Hengjian: http://127.0.0.1:$port   data: $data"
[ -n "${no_demo:-}" ] || echo "The first start loads the demonstration institution; its sign-ins are then in $data/demo-credentials.json"
export DOTNET_NOLOGO=1
exec dotnet "$out" --contentRoot "$root/src/Hengjian.Web" --urls "http://127.0.0.1:$port" --data "$data" ${extra[@]+"${extra[@]}"}
