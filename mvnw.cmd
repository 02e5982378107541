@echo off
rem Runs Maven for this project, as in: mvnw verify
rem
rem Does for Windows what the mvnw beside it does elsewhere; MAVEN_USER_HOME and MVNW_ARCHIVE mean
rem the same. The curl, tar and certutil are Windows' own (10 or newer), by their full paths, since
rem the tar of Git takes the C of C:\ for a host.
rem
rem What a call is to pass on goes by way of variables, for in its plain arguments call would expand
rem percent signs again and double carets. Delayed expansion is off, lest paths lose exclamation
rem marks. The inner setlocal keeps these variables from Maven, the outer JAVA_HOME from the session.
setlocal EnableExtensions DisableDelayedExpansion
setlocal

set "needed=25"
set "jdk="
set "found="
set "work="

set "given=not set"
if defined JAVA_HOME set "given=%JAVA_HOME:"=%"
set "folder=%given%"
call :try_jdk
for %%j in (java.exe) do set "folder=%%~dp$PATH:j"
if defined folder for %%d in ("%folder%..") do set "folder=%%~fd"
if defined folder call :try_jdk
for /d %%d in (
  "%ProgramFiles%\Java\*"
  "%ProgramFiles%\Eclipse Adoptium\*"
  "%ProgramFiles%\Microsoft\jdk*"
  "%ProgramFiles%\Amazon Corretto\*"
  "%ProgramFiles%\Zulu\*"
  "%ProgramFiles%\BellSoft\*"
  "%USERPROFILE%\.jdks\*"
) do (
  set "folder=%%~d"
  call :try_jdk
)
if not defined jdk goto no_jdk
set "JAVA_HOME=%jdk%"

rem The version is asked in Maven's own folder and without the usual options, as those of a project
rem or a debugger may change the answer. 308 is 3.8.
set "maven="
for %%m in (mvn.cmd) do set "maven=%%~$PATH:m"
if not defined maven goto pinned
for %%m in ("%maven%") do pushd "%%~dpm"
set "version="
for /f "tokens=1-3" %%a in ('set "MAVEN_ARGS=" ^& set "MAVEN_OPTS=" ^& .\mvn.cmd -B -version ^<nul 2^>nul') do (
  if "%%a %%b"=="Apache Maven" set "version=%%c"
)
popd
set "rank=0"
for /f "tokens=1,2 delims=." %%a in ("%version%") do set /a "rank=%%a * 100 + %%b"
if %rank% GEQ 308 goto run

:pinned
for /f "usebackq eol=# tokens=1,2 delims==" %%a in ("%~dp0.mvn\maven-distribution.properties") do set "pinned_%%a=%%b"
set "dists=%USERPROFILE%\.m2\wrapper\dists"
if defined MAVEN_USER_HOME set "dists=%MAVEN_USER_HOME%\wrapper\dists"
set "name=apache-maven-%pinned_version%"
set "maven=%dists%\%name%\bin\mvn.cmd"
if exist "%maven%" goto run

rem Maven arrives by the rename of a whole folder, so no run sees half of it; of two runs at once,
rem the later finds the place taken and is content.
set "archive=%name%-bin.tar.gz"
set "base=https://archive.apache.org/dist/maven/maven-3"
if defined MVNW_ARCHIVE set "base=%MVNW_ARCHIVE%"
set "url=%base%/%pinned_version%/binaries/%archive%"
set "work=%dists%\%name%.%RANDOM%%TIME::=%"
mkdir "%work%" || goto no_folder
set "message=fetching %url%"
call :say
"%SystemRoot%\System32\curl.exe" -fsSL --connect-timeout 20 --max-time 600 -o "%work%\%archive%" "%url%" || goto no_download
set "actual="
for /f "skip=1 delims=" %%h in ('%SystemRoot%\System32\certutil.exe -hashfile "%work%\%archive%" SHA512') do if not defined actual set "actual=%%h"
if /i not "%actual%"=="%pinned_sha512%" goto other_hash
"%SystemRoot%\System32\tar.exe" -xzf "%work%\%archive%" -C "%work%" || goto not_unpacked
move "%work%\%name%" "%dists%" >nul 2>&1
if not exist "%maven%" goto not_moved
rmdir /s /q "%work%"

:run
endlocal & set "JAVA_HOME=%jdk%" & set "MVNW_MAVEN=%maven%"
set MVNW_ARGUMENTS=%*
call "%MVNW_MAVEN%" %%MVNW_ARGUMENTS%%
exit /b %ERRORLEVEL%

:no_jdk
if not defined found set "found= no Java"
set "message=install a JDK of %needed% or newer, for example from https://adoptium.net, or set JAVA_HOME to one. JAVA_HOME is %given%. Found here:%found%"
goto failed

:no_folder
set "message=could not make a folder in %dists%"
goto failed

:no_download
set "message=could not fetch %url%: install Maven 3.8 or newer or check the connection"
goto failed

:other_hash
set "message=%archive% has the SHA-512 %actual% where %pinned_sha512% is expected; it came from %url%"
goto failed

:not_unpacked
set "message=could not unpack %archive% in %dists%"
goto failed

:not_moved
set "message=could not put Maven in its place: is there a broken one in %dists%?"

:failed
call :say
if defined work if exist "%work%" rmdir /s /q "%work%"
exit /b 1

rem Makes the folder the jdk when it is the first that is new enough, else adds it to those found.
rem Its release file, if any, saves the start of a JVM.
:try_jdk
if defined jdk exit /b
if not exist "%folder%\bin\java.exe" exit /b
if not exist "%folder%\bin\javac.exe" (
  set "found=%found% %folder% (without javac)"
  exit /b
)
set "release="
if exist "%folder%\release" for /f "usebackq tokens=1,2 delims==" %%a in ("%folder%\release") do if "%%a"=="JAVA_VERSION" set "release=%%~b"
if not defined release (
  pushd "%folder%\bin"
  for /f "tokens=1,2" %%a in ('.\javac.exe -version 2^>^&1') do if "%%a"=="javac" set "release=%%b"
  popd
)
set "feature=0"
for /f "delims=.-+_ " %%v in ("%release%") do set /a "feature=%%v"
if %feature% GEQ %needed% set "jdk=%folder%"
set "found=%found% %folder% (%release%)"
exit /b

:say
setlocal EnableDelayedExpansion
>&2 echo mvnw: !message!
exit /b
