package io.hmt4j.tokenizer;

import java.io.IOException;
import java.io.Reader;
import java.util.List;
import java.util.Random;

/** Texts of many scripts, code, white space and special tokens in random order; seeded. */
final class StrangeTexts {

    private static final List<String> PIECES = List.of(
            "The ship went down at dawn, and nobody said a word.",
            "It's what we've been told, isn't it? I'll see; they'd know, y'all.",
            "Größe, Straße, naïve café: Ärger über Öl und Übermut.",
            "Корабль ушёл на рассвете, и никто не сказал ни слова.",
            "Το πλοίο έφυγε την αυγή και κανείς δεν μίλησε.",
            "船在黎明时沉没了，谁也没有说一句话。后来，他们回来了！真的吗？",
            "船は夜明けに沈み、誰も何も言わなかった。「本当ですか？」",
            "배는 새벽에 떠났고 아무도 말하지 않았다.",
            "غادرت السفينة عند الفجر ولم يقل أحد كلمة.",
            "जहाज़ भोर में चला गया और किसी ने कुछ नहीं कहा।",
            "เรือออกไปตอนรุ่งสาง และไม่มีใครพูดอะไร",
            "for (int i = 0; i < n; i++) {\n\t\tsum += a[i] * 0x1F; // total\n\t}\n",
            "def f(x):\n    return {'key': [1, 22, 333, 4444]}\n\n\nclass A:\n    pass\n",
            "<html>\r\n  <body class=\"a b\">\r\n    <p>text</p>\r\n  </body>\r\n</html>\r\n",
            "https://example.org/a/b?c=d&e=f%20g#h /usr/local/bin\n/next/line\n//comment",
            "😀😁 👩‍👩‍👧‍👦 🏳️‍🌈 🦙.cpp 𝔘𝔫𝔦𝔠𝔬𝔡𝔢 \uD834\uDD1E",
            "e\u0301 o\u0308 \u1E9B\u0323 \u0344 a\u0300\u0301 \u0301alone \uAC00\u11A8 \u1100\u1161",
            "   three   spaces\t\ttabs \n \n  \n\n\n   \u00a0nbsp\u2003em\u3000wide\u200bzero\u2028line",
            "<|endoftext|> <s>a</s> <s> b<|im_start|>user\nHello<|im_end|>\n<unk>",
            "1234567890 3.14159 1,000,000 ½ ² ٣٤٥ 10^-7",
            "!!!...???---===### $$$ ''' ''S 'RE '' \"quoted\" (a) [b] {c}",
            "▁low▁line ▁ <0x41> \u0000nul \u0007bell \uFFFD \uFEFF",
            "a",
            " ",
            "\n",
            "x y",
            "\u3002",
            "Z");

    private StrangeTexts() {}

    /** A text of at least so many UTF-16 units. */
    static String random(Random random, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            String piece = PIECES.get(random.nextInt(PIECES.size()));
            int start = random.nextInt(4) > 0 ? 0 : random.nextInt(piece.length());
            int end = random.nextInt(4) > 0 ? piece.length() : start + random.nextInt(piece.length() - start + 1);
            text.append(piece, start, end);
            if (random.nextInt(3) > 0) {
                text.append(random.nextInt(4) > 0 ? ' ' : '\n');
            }
        }
        return WellFormed.of(text.toString());
    }

    /** A reader that delivers the text in pieces of one to seven characters. */
    static Reader stutter(String text, Random random) {
        return new Reader() {
            private int given;

            @Override
            public int read(char[] target, int offset, int length) {
                if (given == text.length()) {
                    return -1;
                }
                int count = Math.min(Math.min(length, 1 + random.nextInt(7)), text.length() - given);
                text.getChars(given, given + count, target, offset);
                given += count;
                return count;
            }

            @Override
            public void close() throws IOException {
                // nothing to close
            }
        };
    }
}
