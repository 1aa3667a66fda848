import { emulationTests } from './emulations/tests.ts';
import { image } from './target.ts';

emulationTests(image);
