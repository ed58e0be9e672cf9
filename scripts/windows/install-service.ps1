# SPDX-License-Identifier: Apache-2.0
<#
.SYNOPSIS
Installs the service that mounts a RamDrive when Windows starts, or installs it anew.

.DESCRIPTION
Builds RamDrive, copies it to -Folder, registers the service and starts it. The options of the drive
are in %ProgramData%\RamDrive\ramdrive.conf, lines of "key = value" as "ramdrive mount --help" lists
them without the dashes; a file that is there already is kept. Needs WinFsp (https://winfsp.dev/rel/),
a JDK 25 that all users can read, Maven, and an administrator.

.PARAMETER MountPoint
A letter such as R:, a directory that does not exist yet, or a share such as \\ramdrive\temp.

.PARAMETER Name
What Windows calls the service.

.PARAMETER Folder
Where the program is copied to.

.PARAMETER HeapMegabytes
The largest Java heap. It holds names and attributes, about 1 KiB for each file; what is in files
does not lie there.

.EXAMPLE
powershell -ExecutionPolicy Bypass -File scripts\windows\install-service.ps1 -MountPoint R:
#>
param(
  [string] $MountPoint = 'R:',
  [string] $Name = 'RamDrive',
  [string] $Folder = (Join-Path $env:ProgramFiles 'RamDrive'),
  [int] $HeapMegabytes = 1024
)

. (Join-Path $PSScriptRoot 'service.ps1')
Assert-Administrator
if ($MountPoint -in '*', '*:') { throw 'A service needs a mount point that is always the same: name a letter such as R:.' }
if ($MountPoint -match '^[A-Za-z]$') { $MountPoint += ':' }

$root = (Resolve-Path -LiteralPath (Join-Path $PSScriptRoot '..\..')).Path
$data = Join-Path $env:ProgramData 'RamDrive'
$letter = $MountPoint.TrimEnd('\', ':')
foreach ($variable in 'TEMP', 'TMP') {
  $folderOfVariable = [Environment]::GetEnvironmentVariable($variable)
  if ($letter.Length -eq 1 -and $folderOfVariable -like "${letter}:*") {
    Write-Warning "$variable is $folderOfVariable, which is on the drive: it goes away when the service stops, and programs that are being installed may fail then."
  }
}

# Builds, and says what is missing for that.
& (Join-Path $root 'ramdrive.cmd') --version
if ($LASTEXITCODE -ne 0) { throw 'RamDrive cannot be built, for the reason above.' }
& (Join-Path $root 'ramdrive.cmd') doctor
if ($LASTEXITCODE -ne 0) { throw 'This machine lacks what is named above; see docs\windows.md.' }
$current = (Get-Content -LiteralPath (Join-Path $root 'target\command\current') -TotalCount 1).Trim()
$jdk = & (Join-Path $root 'tools\jdk.cmd') print
$jdk = ([string] $jdk).Trim().Trim('"')
$java = Join-Path $jdk 'bin\java.exe'
if (-not (Test-Path -LiteralPath $java)) { throw "There is no $java." }

if (Remove-RamDriveService $Name) { Write-Host "The service $Name that was there is gone." }

$library = Join-Path $Folder 'lib'
if (Test-Path -LiteralPath $library) { Remove-Item -LiteralPath $library -Recurse -Force }
New-Item -ItemType Directory -Path $library -Force | Out-Null
Copy-Item -Path (Join-Path $root "target\command\$current\*.jar") -Destination $library

# Everybody may read what the service does, and only administrators may write here: by default
# users may put files into folders of %ProgramData%. The accounts are named by their identifiers,
# as their names are translated.
New-Item -ItemType Directory -Path $data -Force | Out-Null
& icacls.exe $data /inheritance:r /grant:r '*S-1-5-18:(OI)(CI)F' '*S-1-5-32-544:(OI)(CI)F' '*S-1-5-32-545:(OI)(CI)RX' | Out-Null
if ($LASTEXITCODE -ne 0) { throw "The rights of $data cannot be set: icacls ended with $LASTEXITCODE." }
$options = Join-Path $data 'ramdrive.conf'
if (-not (Test-Path -LiteralPath $options)) {
  Set-Content -LiteralPath $options -Encoding Ascii -Value @(
    '# Options of the drive that the service mounts; "ramdrive mount --help" explains them.'
    'size = 25%'
    'volume-label = RamDrive'
    'initial-directories = Temp')
}

$log = Join-Path $data 'service.log'
$command = @(
  "`"$java`""
  '-XX:+UseSerialGC', "-Xmx${HeapMegabytes}m", '-XX:+UseCompactObjectHeaders', '-XX:-UsePerfData', '-Xrs'
  "`"-XX:ErrorFile=$(Join-Path $data 'hs_err_pid%p.log')`""
  '--module-path', "`"$library`""
  '--enable-native-access=io.ramdrive,io.ramdrive.volume,io.ramdrive.winfsp,io.ramdrive.winfsp.binding'
  '-m', 'io.ramdrive.cli/io.ramdrive.cli.Main'
  'service', 'run', '--config', "`"$options`"", '--log-file', "`"$log`"", "`"$($MountPoint.TrimEnd('\'))`""
) -join ' '
New-Service -Name $Name -DisplayName 'RamDrive' -StartupType Automatic -BinaryPathName $command `
  -Description "Shows a drive in memory at $MountPoint. Its content is gone when the service stops." | Out-Null

# Should it end without having been asked: again after 5, 10 and 30 seconds; a day without a failure
# starts over. The flag says so also of an end with an exit code, such as that of a start that fails.
& (Get-ServiceControl) failure $Name reset= 86400 actions= restart/5000/restart/10000/restart/30000 | Out-Null
if ($LASTEXITCODE -ne 0) { throw "The service's failure actions cannot be set: sc.exe ended with $LASTEXITCODE." }
& (Get-ServiceControl) failureflag $Name 1 | Out-Null
if ($LASTEXITCODE -ne 0) { throw "The service's failure flag cannot be set: sc.exe ended with $LASTEXITCODE." }

Start-Service -Name $Name
# Windows calls a service of WinFsp running before it has mounted, so the drive itself is asked.
Wait-RamDrive -Name $Name -Root ($MountPoint.TrimEnd('\') + '\') -Log $log
Write-Host "The service $Name has mounted $MountPoint; its options are in $options, what it says is in $log."
Write-Host "After a change of the options: Restart-Service $Name (which empties the drive)."
