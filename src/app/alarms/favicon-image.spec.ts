import { drawFavicon } from './favicon-image';

describe('drawFavicon', () => {
  const textOf = (url: string) =>
    new DOMParser().parseFromString(decodeURIComponent(url.split(',')[1]!), 'image/svg+xml').querySelector('text')
      ?.textContent;

  it('has the number in it, as far as that can be read', () => {
    expect([1, 99, 100].map((count) => textOf(drawFavicon(count, true)))).toEqual(['1', '99', '99+']);
  });

  it('calls for attention where all are over and somebody has yet to see them', () => {
    expect(textOf(drawFavicon(0, true))).toBe('!');
  });

  it('can be drawn by the browser, and is another one when all are acknowledged', async () => {
    const image = new Image();
    image.src = drawFavicon(3, true);
    await image.decode();
    expect(drawFavicon(3, false)).not.toBe(image.src);
  });
});
