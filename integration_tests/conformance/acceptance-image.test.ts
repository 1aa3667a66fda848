import { acceptanceTests } from './acceptance/all.ts';
import { image } from './target.ts';

acceptanceTests(image);
