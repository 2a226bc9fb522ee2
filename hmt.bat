@echo off
rem The hmt command on Windows: builds hmt4j when that is due, then runs it. All of these are optional:
rem   JAVA_HOME      the Java to build and run with, 17 or newer (default: the java on the PATH)
rem   HMT_JAVA_OPTS  more options for the JVM, such as -Xmx4g
rem   HMT_CUDA=1     the engine's CUDA build in place of the CPU build (README.md says what it needs)
setlocal DisableDelayedExpansion
set "root=%~dp0"
set "root=%root:~0,-1%"
set "work=%root%\cli\target\launcher"
set "engine=cpu"
set "profile="
if not "%HMT_CUDA%"=="" if not "%HMT_CUDA%"=="0" set "engine=cuda" & set "profile=-Pcuda"
set "built=%work%\%engine%.built"

call :find_java
if errorlevel 1 exit /b 1
call :build_if_stale
if errorlevel 1 exit /b 1
call :find_archive

if not defined GOMP_SPINCOUNT set "GOMP_SPINCOUNT=1000"
if not defined MKL_THREADING_LAYER set "MKL_THREADING_LAYER=GNU"
if not defined MKL_DYNAMIC set "MKL_DYNAMIC=FALSE"
if not defined RUST_FLAVOR set "RUST_FLAVOR=cpu"
if not defined OPT_OUT_TRACKING set "OPT_OUT_TRACKING=true"
chcp 65001 >nul
set "share="
if defined archive set share="-XX:SharedArchiveFile=%archive%"
"%java%" %flags% %share% %HMT_JAVA_OPTS% -cp "%classpath%" io.hmt4j.cli.Main %*
exit /b %ERRORLEVEL%

rem Sets java, java_version and flags. The version is read from the JDK's release file: asking java itself costs a start.
:find_java
if defined JAVA_HOME goto java_of_home
for %%j in (java.exe) do set "java=%%~$PATH:j"
if defined java for %%j in ("%java%\..\..") do set "home=%%~fj"
if defined java goto java_version
call :say hmt needs a JDK, Java 17 or newer, and there is no java on the PATH. Install one (winget install EclipseAdoptium.Temurin.21.JDK) or let JAVA_HOME name one.
exit /b 1
:java_of_home
set "home=%JAVA_HOME:"=%"
set "java=%home%\bin\java.exe"
if exist "%java%" goto java_version
call :say JAVA_HOME is "%home%", which has no bin\java.exe. Let it name a JDK, or unset it.
exit /b 1
:java_version
set "java_version="
if exist "%home%\release" for /f "usebackq tokens=1,2 delims==" %%k in ("%home%\release") do if "%%k"=="JAVA_VERSION" set "java_version=%%~l"
if not defined java_version for /f "tokens=3" %%v in ('""%java%" -version 2^>^&1"') do if not defined java_version set "java_version=%%~v"
if not defined java_version set "java_version=0"
for /f "delims=.-+_" %%v in ("%java_version%") do set "java_major=%%v"
if %java_major% lss 17 (
    call :say hmt needs a JDK, Java 17 or newer; "%java%" is Java %java_version%. Install one, winget install EclipseAdoptium.Temurin.21.JDK, or let JAVA_HOME name one.
    exit /b 1
)
set "flags=-Xmx2g -XX:MaxNewSize=48m -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED -Xlog:disable -Xlog:all=warning,cds*=off,class*=off:stderr -Dfile.encoding=UTF-8 -Djdk.console=java.base -Dsun.stdout.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Dorg.bytedeco.javacpp.maxPhysicalBytes=0 -Dorg.bytedeco.javacpp.maxBytes=0"
exit /b 0

rem Sets stale=1 where the build is missing, incomplete, or made from other sources; sets classpath.
rem The sources' times, sizes and names are compared with those written down when the build began.
:check
set "stale=1"
if not exist "%work%" mkdir "%work%"
call :list_sources >"%work%\sources.now"
if not exist "%built%" exit /b 0
if not exist "%work%\hmt.jar" exit /b 0
if not exist "%work%\%engine%.classpath" exit /b 0
fc /b "%work%\sources.now" "%built%" >nul
if errorlevel 1 exit /b 0
set "jars="
for /f "usebackq delims=" %%c in ("%work%\%engine%.classpath") do set "jars=%%c"
for %%j in ("%jars:;=" "%") do if not exist %%j exit /b 0
set "classpath=%work%\hmt.jar;%jars%"
set "stale="
exit /b 0

rem Root, modules' POMs and main sources, each with its time and size.
:list_sources
echo "%root%"
pushd "%root%"
for %%f in (pom.xml) do echo "%%~tzf %%f"
for /d %%m in (*) do if exist "%%m\pom.xml" call :list_module "%%m"
popd
exit /b 0
:list_module
for %%f in ("%~1\pom.xml") do echo "%%~tzf %%~f"
if exist "%~1\src\main" for /r "%~1\src\main" %%f in (*) do echo "%%~tzf %%f"
exit /b 0

rem One build at a time: a folder is the lock. Waits for another's; one that is left over is to be removed by hand.
:build_if_stale
call :check
if not defined stale exit /b 0
if not exist "%home%\bin\javac.exe" (
    call :say hmt builds itself and needs a JDK for that; "%home%" is a Java without a compiler.
    exit /b 1
)
:lock
mkdir "%work%\lock" 2>nul && goto locked
if not defined waiting call :say another hmt is building; waiting for it. If none is, remove "%work%\lock"
set "waiting=1"
ping -n 2 127.0.0.1 >nul
goto lock
:locked
call :check
if not defined stale goto unlock
call :say building; the first time takes some minutes (log: "%work%\build.log")
copy /y "%work%\sources.now" "%work%\start" >nul
pushd "%root%"
set "JAVA_HOME=%home%"
call mvnw.cmd -q -B -ntp -Dlauncher %profile% -pl cli -am package <nul >"%work%\build.log" 2>&1
set "result=%ERRORLEVEL%"
popd
if not "%result%"=="0" (
    type "%work%\build.log" >&2
    call :say the build failed; its log is "%work%\build.log"
    rmdir "%work%\lock"
    exit /b 1
)
del /q "%work%\%engine%-*.jsa" 2>nul
move /y "%work%\start" "%built%" >nul
call :check
:unlock
rmdir "%work%\lock"
if not defined stale exit /b 0
call :say the build did not give what it should: see "%work%\%engine%.classpath"
exit /b 1

rem Sets archive to the loaded classes of an earlier start, which shorten the next; makes it once for each JVM.
:find_archive
set "archive=%work%\%engine%-%java_version%.jsa"
if not exist "%archive%" (
    "%java%" %flags% "-XX:ArchiveClassesAtExit=%archive%.new" -cp "%classpath%" io.hmt4j.cli.ArchiveTraining <nul >nul 2>&1
    if not exist "%archive%.new" type nul >"%archive%.new"
    move /y "%archive%.new" "%archive%" >nul
)
for %%a in ("%archive%") do if %%~za==0 set "archive="
exit /b 0

:say
echo hmt: %* >&2
exit /b 0
