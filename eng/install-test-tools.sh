#!/usr/bin/env bash
# What the tests use beside the SDK, from Debian: a browser with Chinese fonts, PostgreSQL, DICOM tools and server, the LP solver and SciPy as peers, what reads a PDF.
set -uo pipefail
packages=(chromium fonts-noto-cjk postgresql dcmtk orthanc orthanc-dicomweb openssl glpk-utils poppler-utils)
command -v apt-get >/dev/null 2>&1 || exit 0
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
done
[ ${#missing[@]} -eq 0 ] && exit 0
as_root=()
[ "$(id -u)" = 0 ] || { command -v sudo >/dev/null 2>&1 && as_root=(sudo -n) || exit 1; }
export DEBIAN_FRONTEND=noninteractive
"${as_root[@]}" apt-get update -qq
# Orthanc's package starts a server; the tests start their own.
"${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
