import { emulationTests } from './emulations/tests.ts';
import { program } from './target.ts';

emulationTests(program);
