import { launchTests } from './launch/tests.ts';
import { image } from './target.ts';

launchTests(image);
