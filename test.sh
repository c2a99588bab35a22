#!/usr/bin/env bash
# Installs what the tests need, builds, runs every test and ends with "N passed, N failed": ./test.sh [--long] [filter]
set -uo pipefail
root="$(cd "$(dirname "$0")" && pwd)"
cd "$root"
filter=()
for argument in "$@"; do
  case "$argument" in
    --long) export HENGJIAN_LONG=1 ;;
    *) filter=(-method "*$argument*") ;;
  esac
done

eng/install-test-tools.sh || echo "Some tools could not be installed: the tests that need them will be skipped, and say so." >&2
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
if ! dotnet build Hengjian.slnx -c Release --nologo -v quiet -clp:ErrorsOnly; then
  echo "0 passed, 1 failed"
  exit 1
fi

results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
passed=0; failed=0; skipped=0
count() { sed -n "s/.*<assembly [^>]*[ ]$2=\"\([0-9]*\)\".*/\1/p" "$1" | head -n 1; }
for project in Hengjian.Tests Hengjian.IntegrationTests Hengjian.BrowserTests; do
  echo "== $project"
  dotnet "tests/$project/bin/Release/net10.0/$project.dll" -xml "$results/$project.xml" ${filter[@]+"${filter[@]}"} -noLogo || true
  if [ -s "$results/$project.xml" ]; then
    passed=$((passed + $(count "$results/$project.xml" passed)))
    failed=$((failed + $(count "$results/$project.xml" failed) + $(count "$results/$project.xml" errors)))
    skipped=$((skipped + $(count "$results/$project.xml" skipped)))
  else
    echo "$project gave no result" >&2
    failed=$((failed + 1))
  fi
done

[ "$skipped" -gt 0 ] && echo "$skipped skipped (the reasons stand above)"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
