/** What a visitor got. */
export interface Visit {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it leads, whole. */
  readonly location: string | undefined;
}

/** A browser without a screen: keeps cookies, and does as forms and redirects say, one step at a time. */
export class Visitor {
  readonly cookies = new Map<string, string>();

  /** One request; redirects are not followed. */
  async go(url: string, form?: Readonly<Record<string, string>>): Promise<Visit> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const posting = form && { method: 'POST', body: new URLSearchParams(form) };
    const response = await fetch(url, { ...posting, redirect: 'manual', headers: { Cookie: cookie } });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const location = response.headers.get('location');
    return {
      url,
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      location: location === null ? undefined : new URL(location, url).href,
    };
  }

  /** Signs in at a provider that was redirected to, as somebody; gives the callback's URL, which has not been visited. */
  async signIn(location: string | undefined, name: string): Promise<string> {
    let visit = await this.go(String(location));
    for (let step = 0; step < 20; step += 1) {
      if (visit.location?.includes('/callback?')) return visit.location;
      visit = visit.location === undefined ? await this.#fillIn(visit, name) : await this.go(visit.location);
    }
    throw new Error(`The sign-in came to no end: ${visit.url}`);
  }

  #fillIn({ text, url }: Visit, login: string): Promise<Visit> {
    const action = /<form [^>]*action="([^"]+)"/.exec(text)?.[1];
    const prompt = /name="prompt" value="(\w+)"/.exec(text)?.[1];
    if (action === undefined || prompt === undefined) throw new Error(`There is no form at ${url}: ${text}`);
    return this.go(new URL(action, url).href, { prompt, login, password: 'any' });
  }

  #keep(line: string): void {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
    if (value === '' || /max-age=0(?:;|$)/i.test(line)) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}
