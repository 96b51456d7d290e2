import { matchRoute, type PageRoute } from './page-route';

describe('matchRoute', () => {
  const load = (): Promise<never> => Promise.reject(new Error('not asked for'));
  const home: PageRoute = { path: '/', title: 'Home', load };
  const person: PageRoute = { path: '/people/:rfid', title: 'Person', load };
  const routes = [home, person];

  it('finds a page by its path', () => {
    expect(matchRoute(routes, '/')).toEqual({ route: home, params: {} });
  });

  it('tells what stands for the parts with a colon', () => {
    expect(matchRoute(routes, '/people/R%3A1')).toEqual({ route: person, params: { rfid: 'R:1' } });
  });

  it('finds nothing for other paths, parts that are empty, and escapes that are none', () => {
    for (const path of ['/people', '/people/', '/people/R1/more', '/api', '/people/%', ''])
      expect(matchRoute(routes, path)).toBeUndefined();
  });
});
