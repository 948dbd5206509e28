// Packed by liblzma 5.4 (Python's lzma): words repeat, waves hardly do.

import { expect, test } from 'vitest';
import { unxz } from './xz.ts';

const words = (length: number) => {
  const text = Buffer.from('hello world, px py ');
  return Uint8Array.from({ length }, (_, i) => text[(i + (i >> 6)) % 19]);
};
const waves = (length: number) => Uint8Array.from({ length }, (_, i) => (((i * i) >> 3) & 255) ^ (i % 7));
const both = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

const PACKED: readonly (readonly [name: string, bytes: () => Uint8Array, packed: string])[] = [
  [
    'two bytes',
    () => words(2),
    '/Td6WFoAAAFpIt42AgAhARYAAAB0L+WjAQABaGUAAACHZiXRAAEWAtBhENKQQpkNAQAAAAABWVo=',
  ],
  [
    'words',
    () => words(3000),
    '/Td6WFoAAAFpIt42AgAhARYAAAB0L+Wj4Au3AE1dADQZSe6N6ReJOjNf/fZE2asmDGuhv54r4OzWPG2cy1TmYmk0JJSaosknmHb7MYAhCF/ITaakBYXtr6thVWhy1X+ZNcTqYdO9HmyBrkUAAAAAAHP7Og4AAWW4FwAAAMdmFXY+MA2LAgAAAAABWVo=',
  ],
  [
    'waves',
    () => waves(600),
    '/Td6WFoAAAFpIt42AgAhARYAAAB0L+Wj4AJXAkddAAAAUnZG3vHCTiUUnXN78zV8bjdH0PzVhzkB3JRiv4mv50903eaXe2E3ny+oOCwMjR5P/m67q0zATrUwM282Upz5jMCl3VTGg+0M8Xpc6DpQhVB1EpppP9VihK9Ag1ht4WBkyZ6+/vGhL17W7IyB5jucU4gZ0UPELdPOFdLzTQKfzhYWUwE3RXLjONP9nOdnunRte9V3Ac5SjKZDSUwkMOecd5vQHPKMzrOmmgmcv+gv5Rb3SBb8hYvLiYpFiViNEzQylF/AbqxWjfEeEhjllkJ3vVuhTxIygfuUrRIG/+yigACPRKeG+enFS10ETn8vOyIWLWdzPH0FA/kGFsFEp1Q3V328TqLXVtmxjM8hFwKEZ0K9L615vNsh6ww/XB/2Iv4Z8RNnczaPFkt/bgxv3FLQgZ/JObYb8ogdCuUoO8fhGv0wi/zP4cFp5FYcf8IDpjv/wTJb3Nuev7pGN8Kp/2RsI/Gj1Pc1qGkZZaHwqO0lTWgh0dhHOsCzHwzx6t8Dcue9nhJCWup6Uqg2ETd6umPz8V0PPz6JP4MTuaGEm58GaTQzeuKvaf0jiKX6r7P9UIiREcPMpPzQ4sWOdjlXbw9elekg3VOk8gaRnjCRn6S0FWkELCmLUwYxxrcwnlhrl1zHEEe4pV2791U5Zi5xmxrU3kJyU7Bzf0LDoOxasIuGKW4nnKGQxNWjZGYJmu/swKDs0qrDiaWQZCMoYgPPBiQnSw3VBtUTisNFm0bIN8eQ7ZtQOMohBxb5DLlnx6XHSMtoqEFf+gAAAH+ogVAAAd8E2AQAAE3lVDE+MA2LAgAAAAABWVo=',
  ],
  [
    'several chunks',
    () => words(5_000_000),
    '/Td6WFoAAAFpIt42AgAhARYAAAB0L+Wj//+MAaldADQZSe6N6ReJOjNf/fZE2asmDGuhv54r4OzWPG2cy1TmYmk0JJSaosknmHb7MYAhCF/ITaakBYXtr6thVWhy1X+ZNcTqYdO9Hm2A3x9/T3kJ54mUEGH48Pu9LTkF5lETeouvu5gUAcpjndrVfuPKPwAQ7vyfPD03EmYTlbox5AJyuZVsAZ9ivntsG9oJaNmhYH7AP2Hhl8JQVJEilwYDX8lwOxTAMjeYpRUBpeijCSrsqv9aJqxyDBaSp745jyThcJ6nI1/sKMuF0ZWYin4qkfIndfcZwAaYTZj92K/VkA/EJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN9zC+4jn/8QASsA7HNTp/2+rnwxGp+3jTFucJ6nI1/sKMuF0ZWYin4qkfIndfcZwAaYTZj92K/VkA/EJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVP49ZE2MQWlsO5vwXBNRwzRkRGqrWAdus6xJxhcWYbpZlJYvul2rFnk5VsFCPnH2q38+1IrdM0eWyBC+d1TPfgpZAk7gMsqbN+1O/DEvS5fqg8+S2ZCkBMO/xCT+HF4WfgLzf+VKEYPqfx83vuaMC5WwI+F84OBwGXEJVEPP7KMTKEAdwDsc1On/b6ufDEan7eNMW5wnqcjX+woy4XRlZiKfiqR8id19xnABphNmP3Yr9WQD8QlU/j1kTYxBaWw7m/BcE1HDNGREaqtYB26zrEnGFxZhulmUli+6XasWeTlWwUI+cfarfz7Uit0zR5bIEL53VM9+CR53vsAAAAAMTwReQAB7wbAlrECu1wENz4wDYsCAAAAAAFZWg==',
  ],
  [
    'no check',
    () => words(300),
    '/Td6WFoAAAD/EtlBAgAhARYAAAB0L+Wj4AErACRdADQZSe6N6ReJOjNf/fZE2asmDGuhv54r4OzWPG2cy1Ti/RsiAAAAATisAgAAAAHrojSoAAr8AgAAAAAAWVo=',
  ],
  [
    'a check of 64 bits',
    () => words(300),
    '/Td6WFoAAATm1rRGAgAhARYAAAB0L+Wj4AErACRdADQZSe6N6ReJOjNf/fZE2asmDGuhv54r4OzWPG2cy1Ti/RsiAABelCj64AFJ0wABQKwCAAAArWTT07HEZ/sCAAAAAARZWg==',
  ],
  [
    'other properties',
    () => both(words(900), waves(300)),
    '/Td6WFoAAAFpIt42AgAhARYAAAB0L+Wj4ASvAWcSADQaFOLEJ3tDFWf8r7S6V35GZUPSjGrk2GkZAky31KcByYFGAdW0pxTOdrTZ/BJWFX3yL6GhgNPMgTQmcBO909khi3qtftCJ7RHYamAc1cC+50RnTApqo3lOZZ4v5P4pgLSBiQ7rErsP9vTN/YjbQFNtYJJCkSblIeNS4HybQHQvE00aAeHFcfIfkYgIZNSqmBntuuvvPPtyNIiJ8KhvxL3rmuyT4KoxQiPMJtCojexrrVvuh9saL7iZ/mvSeQGgOHkNGSm9UIFfbYFm6hUNtFSXaBBiGF5MqATlNzpdXdpYxCm3xbvECXLwfB9T54UInlLNp+Z7leAlBVpwdGl2UVOaUz+MZ+pENmt5g5yHXmd05ZMFrphbFDDKMppu0vTgNT2B5+rrrBrBdZoyQwhLWYYUpcVK5sW0RYXqTta/ooW56V4uliOAwqb/vvac0Q3Udkdh8dXmYKbO0DA7D+R7dw9c4EvNJiAAAAAp22oXAAH/ArAJAABkWfJPPjANiwIAAAAAAVla',
  ],
  [
    'most properties',
    () => both(waves(300), words(900), waves(300)),
    '/Td6WFoAAAFpIt42AgAhARYAAAB0L+Wj4AXbAXvQAAAAQFcFZ+bkekVw4BK3MyBmNfmh07Q44tsWrSteMzxuRU5gu/zcQFREBciq9KtKcHFq9fVEBYJR1BJX4N4achBjzx8Ot+6J9GLn8ghg1+zjoHUMHTICuOFWNddOJ/dmwT6gvIvVPHu0OvX1KosZpwRFEs7qdTfiFhontTmNEMz6v1E7wfFlWuJCKAtqLFtk1cZzSKMO9c7UJcOSEpBXs/xn6XucXFfJvbiNIslUd5h+CFCyq3Vgn2NkmlS9qk2n0P93ZfCUu/L+9qVqwGcbXurRE3rRp78Q+wdS24u+TNw/6Lom8/I0vQmybWoDmslaFRAwD7LLXYU8CpQYx3TBOznFb8BHJDNtk52wn/j37r8vnMJf3LQu+jTZrFmR02S9WdWdpCa316tLB6Xx+/4EcN5kcMOhT9etlWL+EZq8CaCRm9rm6NXCcxhHPsqcG2CwutsXCz7UhMUVLTNm66hyfchFzIr5EiHTMhxo7288ldO7D4m6lQwgbHgj8AAAAD28IYMAAZMD3AsAACAj0H8+MA2LAgAAAAABWVo=',
  ],
];
const unpack = (packed: string) => new Uint8Array(Buffer.from(packed, 'base64'));

test.each(PACKED)('%s', (_, make, packed) => {
  const bytes = make();
  expect(Buffer.compare(unxz(unpack(packed), bytes.length), bytes)).toBe(0);
});

test('a length that is not there, a cut and a flipped bit are refused', () => {
  const bytes = unpack(PACKED[2][2]);
  expect(() => unxz(bytes, 599)).toThrow('an LZMA2 chunk is too long');
  expect(() => unxz(bytes, 601)).toThrow('LZMA2 gives 600 bytes, needed are 601');
  for (let length = 0; length < 200; length++)
    expect(() => unxz(bytes.subarray(0, length), 600)).toThrow(RangeError);
  for (let at = 30; at < bytes.length - 40; at++) {
    const copy = bytes.slice();
    copy[at] ^= 4;
    expect(() => unxz(copy, 600), `byte ${at}`).toThrow(RangeError);
  }
});
