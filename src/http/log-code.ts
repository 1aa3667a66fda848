/** What a client's log lines are about: some of the codes of the log. */
export type RequestLogCode = 'rate-limited' | 'rate-restored' | 'request' | 'request-retried';
