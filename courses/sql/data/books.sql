CREATE TABLE book (title TEXT, author TEXT, year INTEGER, pages INTEGER, shelf TEXT);
INSERT INTO book VALUES
  ('The Old Tram',          'Kofi Mensah',  1998,  205, 'novel'),
  ('Salt and Rope',         'Ines Moreau',  1998,  240, 'novel'),
  ('Theatre Cats',          'Kofi Mensah',  2011,   64, 'children'),
  ('The Glass Orchard',     'Tomas Veld',   2011,  312, 'novel'),
  ('Nine Strange Winters',  'Ines Moreau',  2004,  128, 'poetry'),
  ('Under the Stairs',      'Lena Brandt',  2019,  312, NULL),
  ('Night Trains',          'Tomas Veld',   2019,  240, 'travel'),
  ('A Map of Small Rivers', NULL,           1962,   96, 'travel'),
  ('Bread for Beginners',   'Amara Diallo', 2019,  128, 'cooking'),
  ('Soup, Slowly',          'Amara Diallo', 2021, NULL, 'cooking'),
  ('Tales of the Mill',     NULL,           1931,  150, 'novel');
