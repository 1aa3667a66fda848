import { launchTests } from './launch/tests.ts';
import { program } from './target.ts';

launchTests(program);
