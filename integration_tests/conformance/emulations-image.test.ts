import { containerTests } from './emulations/container-tests.ts';
import { emulationTests } from './emulations/tests.ts';
import { residentImage } from './resident-image.ts';

emulationTests(residentImage());
containerTests();
