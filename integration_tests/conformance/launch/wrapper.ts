/** How often the wrapper looks whether the sync was cancelled. The platform does every ten seconds. */
const LOOK_SECONDS = 0.2;

/**
 * The script in which Airbyte's platform starts a connector's container, in our own words: it evaluates
 * AIRBYTE_ENTRYPOINT in a subshell, ends that subshell (not the connector in it) when the file TERMINATED appears, and
 * leaves the exit code in exitCode.txt, in one step. `piped`: output goes to named pipes, else into a file.
 */
export function wrapper(command: string, folder: string, piped: boolean): string {
  const output = piped ? `2> ${folder}/stderr > ${folder}/stdout` : `> ${folder}/jobOutput.json`;
  return `
    if [ -z "$AIRBYTE_ENTRYPOINT" ]; then echo 'AIRBYTE_ENTRYPOINT is not set'; exit 127; fi
    echo "AIRBYTE_ENTRYPOINT is $AIRBYTE_ENTRYPOINT"
    (eval "$AIRBYTE_ENTRYPOINT ${command}" ${output}) &
    CHILD=$!
    (while :; do if [ -f TERMINATED ]; then kill $CHILD; exit 0; fi; sleep ${LOOK_SECONDS}; done) &
    wait $CHILD
    CODE=$?
    echo $CODE > exitCode.new
    mv exitCode.new exitCode.txt
    exit $CODE
  `;
}

/** What the platform tells every connector, whatever it is written in. */
export function environment(entryPoint?: string): Readonly<Record<string, string>> {
  return {
    ...(entryPoint !== undefined && { AIRBYTE_ENTRYPOINT: entryPoint }),
    AIRBYTE_EDITION: 'COMMUNITY',
    AIRBYTE_ENABLE_UNSAFE_CODE: 'false',
    AIRBYTE_VERSION: '2.0.0',
    CONCURRENT_SOURCE_STREAM_READ: 'false',
    CONNECTOR_STORAGE_LIMIT_BYTES: '5368709120',
    DATA_CHANNEL_FORMAT: 'JSONL',
    DATA_CHANNEL_MEDIUM: 'STDIO',
    DEPLOYMENT_MODE: 'OSS',
    FEATURE_FLAG_CLIENT: 'config',
    JAVA_OPTS: '-XX:+ExitOnOutOfMemoryError',
    LOG_LEVEL: 'INFO',
    USE_FILE_TRANSFER: 'false',
    USE_STREAM_CAPABLE_STATE: 'true',
    WORKER_CONNECTOR_IMAGE: 'source-aircall',
    WORKER_JOB_ATTEMPT: '0',
    WORKER_JOB_ID: '1',
  };
}
