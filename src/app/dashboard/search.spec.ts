import { aReading } from '../feed/backend.fake';
import { Person } from '../readings/person';
import { Search } from './search';

describe('Search', () => {
  const names = ['Zoë Øst', 'Nguyễn Thị Minh', 'Mass Roy', 'Łukasz Strauß', 'רפאל'];
  const people = names.map((name, index) => new Person(aReading({ name, rfid: `R-${index}0` })));
  const find = (sought: string): string[] => new Search().find(people, sought).map((person) => person.latest().name);

  it('finds a name without its accents and case', () => {
    expect(find('zoe')).toEqual(['Zoë Øst']);
    expect(find('OST')).toEqual(['Zoë Øst']);
    expect(find('ZOË')).toEqual(['Zoë Øst']);
    expect(find('nguyen thi')).toEqual(['Nguyễn Thị Minh']);
    expect(find('lukasz strauss')).toEqual(['Łukasz Strauß']);
    expect(find('רפ')).toEqual(['רפאל']);
  });

  it('finds a tag, however it is written', () => {
    expect(find('r-20')).toEqual(['Mass Roy']);
  });

  it('finds who has all the words, in any order', () => {
    expect(find('roy  mass')).toEqual(['Mass Roy']);
    expect(find('mass minh')).toEqual([]);
  });

  it('finds everyone when nothing is looked for', () => {
    expect(find(' ').length).toBe(names.length);
  });

  it('finds somebody under a new name', () => {
    const search = new Search();
    const person = new Person(aReading({ name: 'Before' }));
    expect(search.find([person], 'before')).toEqual([person]);
    person.applyReading(aReading({ name: 'After' }));
    expect(search.find([person], 'before')).toEqual([]);
    expect(search.find([person], 'after')).toEqual([person]);
  });
});
