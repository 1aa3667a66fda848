import schema from '../../schemas/streams/sms_templates.json' with { type: 'json' };
import { wholeList } from './source.ts';
import { defineStream } from './stream.ts';

/** As documented (API reference, "SMS templates"); no answer of this list has been published. */
export const smsTemplates = defineStream({
  name: 'sms_templates',
  schema,
  primaryKey: ['id'],
  cursorField: 'id',
  source: wholeList({ path: '/v1/sms/templates', rowsKey: 'templates', isLoose: true }),
  isOptional: true,
  isPlanDependent: true,
});
