# SPDX-License-Identifier: Apache-2.0
<#
.SYNOPSIS
Stops the service that install-service.ps1 has installed, and takes it away with its program.

.DESCRIPTION
The content of the drive is gone then. The options in %ProgramData%\RamDrive stay, unless -Options is
given. Needs an administrator.
#>
param(
  [string] $Name = 'RamDrive',
  [string] $Folder = (Join-Path $env:ProgramFiles 'RamDrive'),
  [switch] $Options
)

. (Join-Path $PSScriptRoot 'service.ps1')
Assert-Administrator

if (Remove-RamDriveService $Name) {
  Write-Host "The service $Name is gone."
} else {
  Write-Host "There is no service $Name."
}
$library = Join-Path $Folder 'lib'
if (Test-Path -LiteralPath $library) { Remove-Item -LiteralPath $library -Recurse -Force }
if ((Test-Path -LiteralPath $Folder) -and -not (Get-ChildItem -LiteralPath $Folder -Force)) {
  Remove-Item -LiteralPath $Folder
}
$data = Join-Path $env:ProgramData 'RamDrive'
if ($Options -and (Test-Path -LiteralPath $data)) { Remove-Item -LiteralPath $data -Recurse -Force }
