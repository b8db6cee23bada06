-- What was found of the signature of the message a receipt answers, with its first receipt: `strict`
-- or `allowed` and the number of the certificate; `unregistered`; `none`; `refused` and the code.
-- Null in those that came later, of which the first says it, and in those of before.
alter table declarations_receipts add column seal text;
