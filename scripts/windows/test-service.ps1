# SPDX-License-Identifier: Apache-2.0
<#
.SYNOPSIS
Installs the service, uses the drive that it mounts, and takes it away again. For machines that
nobody needs, such as those of the continuous build: a service that is there is replaced.
#>
param([string] $Letter = 'R')

. (Join-Path $PSScriptRoot 'service.ps1')
$root = (Resolve-Path -LiteralPath (Join-Path $PSScriptRoot '..\..')).Path

try {
  & (Join-Path $PSScriptRoot 'install-service.ps1') -MountPoint "${Letter}:" -HeapMegabytes 256
  $file = "${Letter}:\Temp\service.txt"
  Set-Content -LiteralPath $file -Value 'through the service' -Encoding Ascii
  if ((Get-Content -LiteralPath $file) -ne 'through the service') { throw "$file does not hold what was written." }
  $list = & (Join-Path $root 'ramdrive.cmd') list
  Write-Host ($list -join [Environment]::NewLine)
  if (-not ($list -match [regex]::Escape("${Letter}:\"))) { throw "'ramdrive list' does not know the service's drive." }
  & (Join-Path $root 'ramdrive.cmd') unmount "${Letter}:"
  if ($LASTEXITCODE -ne 1) { throw "A drive of the service was unmounted by 'ramdrive unmount': it ended with $LASTEXITCODE." }
  Restart-Service -Name RamDrive
  Wait-RamDrive -Name RamDrive -Root "${Letter}:\" -Log (Join-Path $env:ProgramData 'RamDrive\service.log')
  if (Test-Path -LiteralPath $file) { throw "$file is still there after a restart of the service." }
} finally {
  $log = Join-Path $env:ProgramData 'RamDrive\service.log'
  if (Test-Path -LiteralPath $log) { Write-Host (Get-Content -LiteralPath $log -Raw) }
  & (Join-Path $PSScriptRoot 'uninstall-service.ps1') -Options
}
if (Test-Path -LiteralPath "${Letter}:\") { throw "${Letter}: is still there without the service." }
exit 0
