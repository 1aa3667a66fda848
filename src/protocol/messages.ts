/**
 * The messages of the Airbyte protocol that a source sends, as
 * https://docs.airbyte.com/platform/understanding-airbyte/airbyte-protocol describes them.
 * `type` comes first in each of them, and what is absent has no key: readers trip over explicit nulls.
 */
export type AirbyteMessage =
  | RecordMessage
  | StateMessage
  | LogMessage
  | TraceMessage
  | SpecMessage
  | ConnectionStatusMessage
  | CatalogMessage;

export type LogLevel = 'FATAL' | 'ERROR' | 'WARN' | 'INFO' | 'DEBUG' | 'TRACE';

export type StreamDescriptor = { readonly name: string };

export type RecordMessage = {
  readonly type: 'RECORD';
  readonly record: { readonly stream: string; readonly emitted_at: number; readonly data: object };
};

export type StateMessage = {
  readonly type: 'STATE';
  readonly state: {
    readonly type: 'STREAM';
    readonly stream: { readonly stream_descriptor: StreamDescriptor; readonly stream_state: object };
    readonly sourceStats: { readonly recordCount: number };
  };
};

export type LogMessage = {
  readonly type: 'LOG';
  readonly log: { readonly level: LogLevel; readonly message: string; readonly stack_trace?: string };
};

export type TraceMessage = {
  readonly type: 'TRACE';
  readonly trace: ErrorTrace | StatusTrace | EstimateTrace;
};

export type ErrorTrace = {
  readonly type: 'ERROR';
  readonly emitted_at: number;
  readonly error: {
    readonly message: string;
    readonly failure_type: 'system_error' | 'config_error' | 'transient_error';
    readonly internal_message?: string;
    readonly stack_trace?: string;
    readonly stream_descriptor?: StreamDescriptor;
  };
};

export type StreamStatus = 'STARTED' | 'RUNNING' | 'COMPLETE' | 'INCOMPLETE';

export type StatusTrace = {
  readonly type: 'STREAM_STATUS';
  readonly emitted_at: number;
  readonly stream_status: {
    readonly stream_descriptor: StreamDescriptor;
    readonly status: StreamStatus;
    readonly reasons?: readonly [
      { readonly type: 'RATE_LIMITED'; readonly rate_limited: { readonly quota_reset: number } },
    ];
  };
};

export type EstimateTrace = {
  readonly type: 'ESTIMATE';
  readonly emitted_at: number;
  readonly estimate: { readonly name: string; readonly type: 'STREAM'; readonly row_estimate: number };
};

export type SpecMessage = {
  readonly type: 'SPEC';
  readonly spec: {
    readonly documentationUrl: string;
    readonly connectionSpecification: object;
    readonly supportsIncremental: boolean;
    readonly supported_destination_sync_modes: readonly string[];
    readonly protocol_version: string;
  };
};

export type ConnectionStatusMessage = {
  readonly type: 'CONNECTION_STATUS';
  readonly connectionStatus: { readonly status: 'SUCCEEDED' | 'FAILED'; readonly message?: string };
};

export type CatalogMessage = {
  readonly type: 'CATALOG';
  readonly catalog: { readonly streams: readonly CatalogStream[] };
};

export type CatalogStream = {
  readonly name: string;
  readonly json_schema: object;
  readonly supported_sync_modes: readonly ('full_refresh' | 'incremental')[];
  readonly source_defined_cursor: boolean;
  readonly default_cursor_field: readonly string[];
  readonly source_defined_primary_key: readonly (readonly string[])[];
  readonly is_resumable: boolean;
};
