FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
COPY . .
# The mount keeps Maven's downloads from one build to the next. Tests are not for here: some need a browser.
RUN --mount=type=cache,target=/maven mvn -B -ntp -Dmaven.repo.local=/maven -DskipTests package
RUN java -Djarmode=tools -jar target/websocket-echo.jar extract --layers --destination layers

FROM eclipse-temurin:25-jre
LABEL org.opencontainers.image.title="WebSocket Echo" \
      org.opencontainers.image.description="A WebSocket echo server with a test page, and every way a connection can end at an address of its own"
WORKDIR /app

# What changes least comes first, so that a new version is a small download.
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./

# A start that ends before it serves writes the AOT cache (JEP 514), which about halves the time of every start. It must
# run here: the cache fits this JVM, these files with these dates, and the same object headers; else java warns and does without.
RUN java -XX:+UseCompactObjectHeaders -XX:AOTCacheOutput=/app/websocket-echo.aot -Xlog:aot=error \
      -Dspring.context.exit=onRefresh -jar /app/websocket-echo.jar \
    && test -s /app/websocket-echo.aot && rm -rf /tmp/*

COPY --from=build /build/src/main/container/healthcheck.sh ./

# A number, which Kubernetes can tell from root's. The files stay root's: the server writes to /tmp only.
USER 10001:10001
EXPOSE 8080

# It asks where the variables say that health is: PORT, MANAGEMENT_SERVER_PORT and others.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["timeout", "4", "bash", "/app/healthcheck.sh"]

# No shell: java is process 1 and gets SIGTERM. JAVA_TOOL_OPTIONS adds options; an -Xmx there outweighs the percentage.
# Half of the memory, because direct buffers, classes, code and threads lie outside the heap.
# Compressed oops even where half the memory is over 32 GB: the cache needs them. Out of heap: end, to be restarted whole.
ENTRYPOINT ["java", "-XX:+UseCompactObjectHeaders", "-XX:AOTCache=/app/websocket-echo.aot", \
  "-XX:MaxRAMPercentage=50", "-XX:+UseCompressedOops", "-XX:+ExitOnOutOfMemoryError", \
  "-jar", "/app/websocket-echo.jar"]
