@rem SPDX-License-Identifier: Apache-2.0
@rem
@rem Called by the scripts: sets jdk to the folder of a JDK 25, or returns 1 after one sentence on
@rem standard error. It reads the file "release" of each candidate and starts no JVM. With the
@rem argument "print" it also prints the folder, in quotes.

@set "jdk="
@if defined JAVA_HOME call :try "%JAVA_HOME%"
@if not defined jdk if defined JAVA25_HOME call :try "%JAVA25_HOME%"
@if not defined jdk if defined JAVA_HOME_25_X64 call :try "%JAVA_HOME_25_X64%"
@if not defined jdk for %%j in (java.exe) do @if not "%%~$PATH:j"=="" call :try_bin "%%~dp$PATH:j."
@if not defined jdk for %%v in ("Eclipse Adoptium" "Java" "Microsoft" "Zulu" "Amazon Corretto" "BellSoft") do @call :try_all "%ProgramFiles%\%%~v"
@if not defined jdk call :try_all "%USERPROFILE%\.jdks"
@if defined jdk if "%~1"=="print" echo "%jdk%"
@if defined jdk exit /b 0
@echo RamDrive needs a JDK 25 and found none in JAVA_HOME, on PATH or in "%ProgramFiles%": install one with "winget install EclipseAdoptium.Temurin.25.JDK" or from https://adoptium.net/temurin/releases/?version=25, or set JAVA_HOME to its folder. 1>&2
@exit /b 1

:try_all
@for /f "delims=" %%d in ('dir /b /ad "%~1" 2^>nul') do @if not defined jdk call :try "%~1\%%d"
@exit /b 0

:try_bin
@for %%d in ("%~1\..") do @call :try "%%~fd"
@exit /b 0

:try
@if not exist "%~1\bin\javac.exe" exit /b 0
@if not exist "%~1\release" exit /b 0
@for /f "usebackq tokens=1,2 delims==" %%k in ("%~1\release") do @if "%%k"=="JAVA_VERSION" call :version "%%~l" "%~1"
@exit /b 0

:version
@for /f "delims=.+-" %%v in ("%~1") do @if "%%v"=="25" set "jdk=%~2"
@exit /b 0
