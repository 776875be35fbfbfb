package io.trainyard.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The examples of protobuf's description of its encoding, and the borders. */
class MessageTest {

    private static String hex(Message message) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        message.writeTo(out);
        assertThat(message.size()).isEqualTo(out.size());
        return HexFormat.of().formatHex(out.toByteArray());
    }

    @Test
    void numbers_take_seven_bits_a_byte() throws IOException {
        assertThat(hex(new Message().number(1, 150))).isEqualTo("089601");
        assertThat(hex(new Message().number(1, 0))).isEqualTo("0800");
        assertThat(hex(new Message().number(1, 127).number(1, 128))).isEqualTo("087f088001");
        assertThat(hex(new Message().number(1, -1))).isEqualTo("08ffffffffffffffffff01");
        assertThat(hex(new Message().number(20, 1))).isEqualTo("a00101");
    }

    @Test
    void texts_and_messages_have_their_length_before() throws IOException {
        assertThat(hex(new Message().text(2, "testing"))).isEqualTo("120774657374696e67");
        assertThat(hex(new Message().text(2, "é"))).isEqualTo("1202c3a9");
        assertThat(hex(new Message().message(3, new Message().number(1, 150)))).isEqualTo("1a03089601");
    }

    @Test
    void floats_lie_with_the_lowest_byte_first() throws IOException {
        assertThat(hex(new Message().real(2, 1))).isEqualTo("150000803f");
    }

    @Test
    void content_is_made_when_its_turn_comes() throws IOException {
        Message message = new Message()
                .content(9, 3, out -> out.write(new byte[] {1, 2, 3}))
                .number(1, 1);
        assertThat(hex(message)).isEqualTo("4a030102030801");
    }
}
