import connectionSpecification from '../../schemas/spec.json' with { type: 'json' };
import type { Writer } from '../protocol/writer.ts';

/** Says what the configuration may hold: one SPEC message. */
export async function spec({ writer }: { writer: Writer }): Promise<void> {
  await writer.send({
    type: 'SPEC',
    spec: {
      documentationUrl: 'https://developer.aircall.io/api-references/',
      connectionSpecification,
      supportsIncremental: true,
      supported_destination_sync_modes: ['overwrite', 'append', 'append_dedup'],
      protocol_version: '0.2.0',
    },
  });
}
