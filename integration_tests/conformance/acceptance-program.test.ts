import { acceptanceTests } from './acceptance/all.ts';
import { program } from './target.ts';

acceptanceTests(program);
