# SPDX-License-Identifier: Apache-2.0
#
# Sourced by the scripts beside it: what they both do with the service.

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Assert-Administrator {
  $identity = [Security.Principal.WindowsIdentity]::GetCurrent()
  $principal = New-Object Security.Principal.WindowsPrincipal $identity
  if (-not $principal.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)) {
    throw 'Services are for administrators: start PowerShell with "Run as administrator" and call this again.'
  }
}

# In a 32-bit PowerShell, System32 is another folder, in which sc.exe sees other services' files.
function Get-ServiceControl {
  $native = Join-Path $env:windir 'sysnative\sc.exe'
  if (Test-Path -LiteralPath $native) { return $native }
  return Join-Path $env:windir 'System32\sc.exe'
}

# A service that has stopped still has a process for a moment, which has the program's files open;
# and Windows deletes a service when the last program that looks at it has closed it. So all three
# are waited for.
function Remove-RamDriveService([string] $Name) {
  $service = Get-Service -Name $Name -ErrorAction SilentlyContinue
  if ($null -eq $service) { return $false }
  $id = (Get-CimInstance -ClassName Win32_Service -Filter "Name='$Name'").ProcessId
  if ($service.Status -ne 'Stopped') {
    Stop-Service -Name $Name -Force
    $service.WaitForStatus('Stopped', [TimeSpan]::FromSeconds(60))
  }
  $service.Dispose()
  if ($id) { Wait-Process -Id $id -Timeout 60 -ErrorAction SilentlyContinue }
  & (Get-ServiceControl) delete $Name | Out-Null
  if ($LASTEXITCODE -ne 0) { throw "The service $Name cannot be deleted: sc.exe ended with $LASTEXITCODE." }
  $deadline = [DateTime]::UtcNow.AddSeconds(60)
  while ($null -ne (Get-Service -Name $Name -ErrorAction SilentlyContinue)) {
    if ([DateTime]::UtcNow -gt $deadline) {
      throw "Windows still has the service $Name marked for deletion: close the program 'Services' and the Task Manager, and call this again."
    }
    Start-Sleep -Milliseconds 250
  }
  return $true
}

# Returns when the drive answers; throws when its service ends, or a minute has gone.
function Wait-RamDrive([string] $Name, [string] $Root, [string] $Log) {
  $deadline = [DateTime]::UtcNow.AddSeconds(60)
  while (-not (Test-Path -LiteralPath $Root)) {
    $status = (Get-Service -Name $Name).Status
    if ($status -eq 'Stopped' -or [DateTime]::UtcNow -gt $deadline) {
      $said = if (Test-Path -LiteralPath $Log) { (Get-Content -LiteralPath $Log -Tail 5) -join ' ' } else { 'nothing' }
      throw "The service $Name is $status and $Root is not there; in $Log it says: $said"
    }
    Start-Sleep -Milliseconds 250
  }
}
