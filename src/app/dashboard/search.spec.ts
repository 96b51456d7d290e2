import { aReading } from '../feed/backend.fake';
import { Person } from '../readings/person';
import { PeopleSearch } from './search';

describe('PeopleSearch', () => {
  const names = ['Zoë Øst', 'Nguyễn Thị Minh', 'Mass Roy', 'Łukasz Strauß', 'רפאל'];
  const people = names.map((name, index) => new Person(aReading({ name, rfid: `R-${index}0` })));
  const find = (text: string): string[] =>
    new PeopleSearch().filter(people, text).map((person) => person.latest().name);

  it('finds a name without its accents and case', () => {
    expect(find('zoe')).toEqual(['Zoë Øst']);
    expect(find('OST')).toEqual(['Zoë Øst']);
    expect(find('ZOË')).toEqual(['Zoë Øst']);
    expect(find('nguyen thi')).toEqual(['Nguyễn Thị Minh']);
    expect(find('lukasz strauss')).toEqual(['Łukasz Strauß']);
    expect(find('רפ')).toEqual(['רפאל']);
  });

  it('finds a tag regardless of case', () => {
    expect(find('r-20')).toEqual(['Mass Roy']);
  });

  it('finds people who match all words, in any order', () => {
    expect(find('roy  mass')).toEqual(['Mass Roy']);
    expect(find('mass minh')).toEqual([]);
  });

  it('returns everyone for a blank text', () => {
    expect(find(' ').length).toBe(names.length);
  });

  it('finds a person by a new name', () => {
    const search = new PeopleSearch();
    const person = new Person(aReading({ name: 'Before' }));
    expect(search.filter([person], 'before')).toEqual([person]);
    person.applyReading(aReading({ name: 'After' }));
    expect(search.filter([person], 'before')).toEqual([]);
    expect(search.filter([person], 'after')).toEqual([person]);
  });
});
