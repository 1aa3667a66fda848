import { errorOf } from './catalogue.ts';
import { ConnectorError } from './errors.ts';

/** `error` itself when it is a ConnectorError; anything else is a bug and becomes a SystemError around it. */
export function asConnectorError(error: unknown): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const details = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return errorOf('internal-error', {}, { details, cause: error });
}
