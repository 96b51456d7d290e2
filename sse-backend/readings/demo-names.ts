// Common names from around the world. Read in parallel the first hundred pairs go together; their lengths (100 and 101)
// have no common divisor, so that they combine to 10,100 distinct names.

const WORDS = / +|\n+/;

export const FIRST_NAMES: readonly string[] = `
Mass Amara Kenji Sofía Liam Priya Oluwaseun Chloé Mateus Aiko Fatima Lars Mei Tomasz Zanele Diego Noor Jakub Anika Yusuf
Ingrid Minh Leila Rafael Hana Kwame Elif Giulia Aarav Siobhan Nikos Thandiwe Emil Yara Jun Katarzyna Samir Isabela Björn Sunita
Pavel Adaeze Hugo Linh Marisol Ravi Astrid Omar Ji-woo Lucía Kofi Zsófia Daniel Ayesha Matteo Sakura Ivan Nia Andrés Farah
Wei Camille Tariq Olena Kiran Freya Bongani Nadia Luca Xin Deepa Magnus Salma Juan Agnieszka Hassan Mariana Takumi Aoife Vikram
Chidi Lena Arash Beatriz Tuan Helena Ali Sanna Rohan Wanjiru Marko Layla Pedro Eun-ji Anders Dalia Sergio Nomvula Petra Tane
`
  .trim()
  .split(WORDS);

export const LAST_NAMES: readonly string[] = `
Roy Okafor Tanaka García O’Brien Sharma Adeyemi Dubois Almeida Suzuki Al-Sayed Nilsson Chen Kowalski Nkosi Fernández Rahman Novák Schmidt Demir
Hansen Tran Hosseini Costa Yamamoto Mensah Yılmaz Rossi Patel Murphy Papadopoulos Dlamini Lindqvist Haddad Park Wiśniewska Khalil Souza Eriksson Thapa
Sokolov Eze Martin Nguyen Ortega Reddy Berg Darwish Kim Moreno Boateng Nagy Cohen Malik Gallo Ito Petrov Wambui Castillo Mansour
Zhang Laurent Najjar Shevchenko Singh Larsen Khumalo Benali Moretti Liu Menon Olsen Hamdi Torres Zielińska Hussein Ribeiro Watanabe Byrne Nair
Obi Weber Karimi Carvalho Pham Horvat Mahmoud Virtanen Gupta Kamau Jovanović Saleh Silva Choi Pedersen Nassar Vargas Mokoena Nováková Ngata Walker
`
  .trim()
  .split(WORDS);
