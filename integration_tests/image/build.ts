import { buildImage } from './build-image.ts';

/** Builds the image once, before the first test. */
export async function setup(): Promise<void> {
  await buildImage();
}
