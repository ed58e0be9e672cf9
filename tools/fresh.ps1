# SPDX-License-Identifier: Apache-2.0
#
# Ends with 0 when no source is newer than the file -Built, else with 1. Called by ramdrive.cmd.
param([Parameter(Mandatory)] [string] $Root, [Parameter(Mandatory)] [string] $Built)

$ErrorActionPreference = 'Stop'
$time = (Get-Item -LiteralPath $Built).LastWriteTimeUtc
$sources = @(Get-Item -LiteralPath (Join-Path $Root 'pom.xml'))
foreach ($module in Get-ChildItem -LiteralPath $Root -Directory) {
  $pom = Join-Path $module.FullName 'pom.xml'
  $main = Join-Path $module.FullName 'src\main'
  if (Test-Path -LiteralPath $pom) { $sources += Get-Item -LiteralPath $pom }
  if (Test-Path -LiteralPath $main) { $sources += Get-ChildItem -LiteralPath $main -Recurse -File }
}
foreach ($source in $sources) {
  if ($source.LastWriteTimeUtc -gt $time) { exit 1 }
}
exit 0
