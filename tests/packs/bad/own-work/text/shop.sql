create table shop(name text);
