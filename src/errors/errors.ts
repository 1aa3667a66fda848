/** What the orchestrator should do next: stop until a person acts, try again, or report a bug. */
export type FailureType = 'config_error' | 'transient_error' | 'system_error';

type ErrorOptions = {
  readonly details?: string | undefined;
  readonly status?: number | undefined;
  readonly cause?: unknown;
};

/**
 * A failure whose message may be shown to a person: it names the problem and the next step, and holds no secret.
 * `details` is for whoever debugs the connector and goes to `internal_message` only.
 */
export abstract class ConnectorError extends Error {
  abstract readonly failureType: FailureType;
  readonly details: string | undefined;
  /** The HTTP status that Aircall answered with, where it did. */
  readonly status: number | undefined;

  constructor(message: string, options: ErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.details = options.details;
    this.status = options.status;
  }
}

/** A person has to change something: a key, a file, a setting. Trying again as it is cannot help. */
export class ConfigError extends ConnectorError {
  readonly failureType = 'config_error';
}

/** Aircall refuses the API key itself: nothing can be read with it. */
export class KeyRefused extends ConfigError {}

/** Aircall refuses one endpoint to an API key that works otherwise: the other streams are not concerned. */
export class EndpointRefused extends ConfigError {}

/** The world was in the way: network, rate limit, an outage. The next attempt goes on from the last state. */
export class TransientError extends ConnectorError {
  readonly failureType = 'transient_error';
}

/** Aircall cannot answer this much at once (504 again and again, or a body beyond what is read). Fewer rows may do. */
export class HeavyAnswer extends TransientError {}

/** A bug of the connector, or an answer that Aircall's documentation does not allow. */
export class SystemError extends ConnectorError {
  readonly failureType = 'system_error';
}
