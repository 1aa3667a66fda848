/** A key of the kind that makes escaping and encoding show. Nobody's: it opens nothing. */
export const secretKey = { apiId: 'Id+of/an=Example"Key%', apiToken: 'tok€n?of&an/Exämple\\Key+2=' } as const;

/** A key as Aircall makes them. */
export const plainKey = { apiId: 'd41d8cd98f00b204', apiToken: '9800998ecf8427e0d41d8cd98f00b204' } as const;

/** Every form in which a text may show that came out of a program: as it is, escaped, encoded, as a header's value. */
export function formsOf({
  apiId,
  apiToken,
}: {
  readonly apiId: string;
  readonly apiToken: string;
}): readonly string[] {
  const forms = new Set<string>();
  for (const text of [apiId, apiToken, `${apiId}:${apiToken}`]) {
    const bytes = Buffer.from(text);
    const plain = [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text), encodeURI(text)];
    plain.push(new URLSearchParams({ text }).toString().slice('text='.length));
    plain.push(
      bytes.toString('hex'),
      [...bytes].join(','),
      text.replaceAll('&', '&amp;').replaceAll('"', '&quot;'),
    );
    // In front of and behind other text the same bytes come out differently; what they share is enough to tell.
    for (const before of ['', 'x', 'xx']) {
      const base64 = Buffer.concat([Buffer.from(before), bytes]).toString('base64');
      const own = base64.slice(before === '' ? 0 : before.length + 1, -4).replaceAll('=', '');
      plain.push(own, own.replaceAll('+', '-').replaceAll('/', '_'), encodeURIComponent(own));
    }
    for (const form of plain) {
      forms.add(form);
      forms.add(JSON.stringify(form).slice(1, -1));
    }
  }
  return [...forms].filter((form) => form.length >= 8);
}

/** The forms that occur in a text. */
export function leaksIn(text: string, forms: readonly string[]): readonly string[] {
  const lower = text.toLowerCase();
  return forms.filter((form) => lower.includes(form.toLowerCase()));
}
