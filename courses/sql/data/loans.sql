CREATE TABLE member (id INTEGER, name TEXT);
INSERT INTO member VALUES
  (1, 'Mo'), (2, 'Ana'), (3, 'Ravi'), (4, 'Bea'), (5, 'Ana');
CREATE TABLE loan (member_id INTEGER, title TEXT, back TEXT);
INSERT INTO loan VALUES
  (1, 'Night Trains',        '2026-01-20'),
  (1, 'Salt and Rope',       NULL),
  (2, 'The Old Tram',        '2026-02-11'),
  (4, 'Night Trains',        NULL),
  (4, 'Soup, Slowly',        '2026-01-30'),
  (4, 'Theatre Cats',        NULL),
  (5, 'Bread for Beginners', NULL);
