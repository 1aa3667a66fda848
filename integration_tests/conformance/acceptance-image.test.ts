import { acceptanceTests } from './acceptance/all.ts';
import { residentImage } from './resident-image.ts';

acceptanceTests(residentImage());
