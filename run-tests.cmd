@rem SPDX-License-Identifier: Apache-2.0
@rem
@rem run-tests.cmd         runs the tests that there are for Windows
@rem run-tests.cmd units   only those of WinFsp's binding, of the simulator and of the Windows view
@rem run-tests.cmd mounts  only those of real mounts; they need WinFsp, and Chrome or Edge
@setlocal
@set "root=%~dp0"
@set "root=%root:~0,-1%"
@set "result=0"
@call "%root%\tools\jdk.cmd"
@if errorlevel 1 exit /b 1
@for %%m in (mvn.cmd) do @if "%%~$PATH:m"=="" goto no_maven
@set "JAVA25_HOME=%jdk%"
@if not defined JAVA_HOME set "JAVA_HOME=%jdk%"
@if "%~1"=="" goto all
@if /i "%~1"=="units" goto only_units
@if /i "%~1"=="mounts" goto only_mounts
@echo run-tests.cmd takes nothing, "units" or "mounts", not "%~1". 1>&2
@exit /b 2

:no_maven
@echo The tests are built with Maven, and there is no mvn on PATH: install it with "choco install maven" or from https://maven.apache.org/download.cgi. 1>&2
@exit /b 1

:all
@call :units
@call :mounts
@goto end

:only_units
@call :units
@goto end

:only_mounts
@call :mounts
@goto end

:units
@call mvn.cmd -B -ntp -f "%root%\pom.xml" -Dquick --fail-at-end -pl winfsp-binding,winfsp-sim,winfsp -am verify
@if errorlevel 1 set "result=1"
@exit /b 0

:mounts
@call mvn.cmd -B -ntp -f "%root%\pom.xml" -Dquick -pl windows-tests -am "-Dtest=io.ramdrive.windows.*Test" "-Dsurefire.failIfNoSpecifiedTests=false" verify
@if errorlevel 1 set "result=1"
@exit /b 0

:end
@if "%result%"=="0" echo PASSED
@if not "%result%"=="0" echo FAILED
@exit /b %result%
