import { dockerOutput } from './docker.ts';

export type Inspected = {
  readonly Size: number;
  readonly Config: {
    readonly User: string;
    readonly WorkingDir: string;
    readonly Env: readonly string[];
    readonly Entrypoint: readonly string[];
    readonly Labels: Readonly<Record<string, string>>;
  };
};

/** What the engine knows about an image. */
export async function inspect(image: string): Promise<Inspected> {
  const [found]: Inspected[] = JSON.parse(await dockerOutput('image', 'inspect', image));
  if (found === undefined) throw new Error(`no image ${image}`);
  return found;
}
