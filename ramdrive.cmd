@rem SPDX-License-Identifier: Apache-2.0
@rem
@rem The ramdrive command on Windows. Builds itself when it is not built or older than its sources;
@rem what the build has to say goes to standard error. RAMDRIVE_JAVA_OPTS is handed to the JVM.
@setlocal
@set "root=%~dp0"
@set "root=%root:~0,-1%"
@call "%root%\tools\jdk.cmd"
@if errorlevel 1 exit /b 1

@rem Each build gets a folder of its own, named by the file "current": Windows would refuse to
@rem overwrite the jars of a drive that is mounted.
@set "builds=%root%\target\command"
@call :fresh
@if errorlevel 1 call :build
@if errorlevel 1 exit /b 1
@call :read_current

@rem UsePerfData: a JVM that serves a mount must not write files that may lie on it.
@"%jdk%\bin\java.exe" -XX:+UseSerialGC -Xms16m -Xss512k -XX:ReservedCodeCacheSize=48m -XX:+UseCompactObjectHeaders -XX:-UsePerfData -XX:+ErrorFileToStderr -XX:+DisplayVMOutputToStderr -Xlog:disable -Xlog:all=warning:stderr %RAMDRIVE_JAVA_OPTS% --module-path "%app%" --enable-native-access=io.ramdrive,io.ramdrive.volume,io.ramdrive.winfsp,io.ramdrive.winfsp.binding -m io.ramdrive.cli/io.ramdrive.cli.Main %*
@exit /b %errorlevel%

:read_current
@set "current="
@if exist "%builds%\current" set /p current=<"%builds%\current"
@set "app=%builds%\%current%"
@exit /b 0

:fresh
@call :read_current
@if not defined current exit /b 1
@if not exist "%app%\built" exit /b 1
@rem RAMDRIVE_NO_BUILD saves the quarter of a second in which PowerShell compares times.
@if defined RAMDRIVE_NO_BUILD exit /b 0
@powershell.exe -NoLogo -NoProfile -NonInteractive -ExecutionPolicy Bypass -File "%root%\tools\fresh.ps1" -Root "%root%" -Built "%app%\built"
@exit /b %errorlevel%

:build
@for %%m in (mvn.cmd) do @if "%%~$PATH:m"=="" goto no_maven
@echo ramdrive: building, the first time takes a few minutes ... 1>&2
@set "previous=%current%"
@set "current=%random%%random%"
@set "app=%builds%\%current%"
@mkdir "%app%" 2>nul
@if exist "%root%\cli\target\quick\modules" rmdir /s /q "%root%\cli\target\quick\modules"
@copy nul "%app%\built.tmp" >nul
@set "JAVA25_HOME=%jdk%"
@if not defined JAVA_HOME set "JAVA_HOME=%jdk%"
@call mvn.cmd -B -ntp -q -f "%root%\pom.xml" -Dquick "-Dmaven.test.skip" -pl cli -am package >"%builds%\log" 2>&1
@if errorlevel 1 goto build_failed
@copy /y "%root%\cli\target\quick\modules\*.jar" "%app%\" >nul
@if errorlevel 1 goto build_failed
@move /y "%app%\built.tmp" "%app%\built" >nul
@>"%builds%\current" echo %current%
@rem The build before stays: a command that was just started may still be loading it. What a drive
@rem runs on cannot be removed, as its files are open.
@for /f "delims=" %%d in ('dir /b /ad "%builds%" 2^>nul') do @if not "%%d"=="%current%" if not "%%d"=="%previous%" rmdir /s /q "%builds%\%%d" 2>nul
@exit /b 0

:no_maven
@echo RamDrive builds itself with Maven, and there is no mvn on PATH: install it with "choco install maven" or from https://maven.apache.org/download.cgi. 1>&2
@exit /b 1

:build_failed
@type "%builds%\log" 1>&2
@rmdir /s /q "%app%"
@echo ramdrive: the build failed, for the reason above. 1>&2
@exit /b 1
