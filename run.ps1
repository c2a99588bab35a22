# Starts Hengjian on Windows: ./run.ps1 [-Port 5080] [-Data DIR] [-NoDemo]
param([int]$Port = 5080, [string]$Data = (Join-Path (Get-Location) 'data'), [switch]$NoDemo)
$ErrorActionPreference = 'Stop'
$project = Join-Path $PSScriptRoot 'src/Hengjian.Web'
dotnet build $project -c Release --nologo -v quiet -clp:ErrorsOnly
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
$more = if ($NoDemo) { @('--demo', 'false') } else { @() }
Write-Host "Hengjian: http://127.0.0.1:$Port   data: $Data"
dotnet (Join-Path $project 'bin/Release/net10.0/Hengjian.Web.dll') --contentRoot $project --urls "http://127.0.0.1:$Port" --data $Data @more
