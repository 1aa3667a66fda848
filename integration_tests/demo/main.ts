/** `npm run demo`: the connector at work, on a simulated Aircall account or, with a key in the environment, a real one. */
import { join } from 'node:path';
import { demo } from './demo.ts';

process.exitCode = await demo({
  env: process.env,
  directory: join(import.meta.dirname, '..', '..', '.demo'),
  print: (line) => console.log(line),
});
