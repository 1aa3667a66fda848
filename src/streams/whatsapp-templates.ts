import schema from '../../schemas/streams/whatsapp_templates.json' with { type: 'json' };
import { numbers } from './numbers.ts';
import { perParent } from './source.ts';
import { defineStream } from './stream.ts';

/** The only list by tokens (API reference, "WhatsApp templates"). Several numbers may show the same template. */
export const whatsappTemplates = defineStream({
  name: 'whatsapp_templates',
  schema,
  primaryKey: ['number_id', 'id'],
  cursorField: 'id',
  source: perParent({
    parent: numbers,
    parentColumn: 'number_id',
    children: { from: 'tokens', path: '/v1/numbers/:id/templates', rowsKey: 'templates' },
  }),
  isOptional: true,
  isPlanDependent: true,
});
