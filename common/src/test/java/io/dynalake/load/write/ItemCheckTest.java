package io.dynalake.load.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dynalake.item.MalformedItemException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemCheckTest {
  private final ItemCheck check =
      new ItemCheck(new TableKeys(List.of("pk", "sk"), Map.of("pk", "S", "sk", "N", "email", "S")));

  private void check(String item) {
    check.check(item.replace('\'', '"').getBytes(UTF_8));
  }

  private byte[] key(String item) {
    check(item);
    return check.key();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'pk':{'S':'ab'},'sk':{'N':'1'}} | 8", // 2 + 2, 2 + 2
        "{'pk':{'S':'ab'},'sk':{'N':'-12345'}} | 11", // 3 pairs, 1, 1 for the sign
        "{'pk':{'S':'ab'},'sk':{'N':'120000'}} | 8", // Zeros behind do not count.
        "{'pk':{'S':'ab'},'sk':{'N':'1'},'é':{'S':'é'}} | 12",
        "{'pk':{'S':'ab'},'sk':{'N':'1'},'b':{'B':'AAAA'},'n':{'NULL':true}} | 14",
        "{'pk':{'S':'ab'},'sk':{'N':'1'},'l':{'L':[]}} | 12",
        "{'pk':{'S':'ab'},'sk':{'N':'1'},'l':{'L':[{'S':'abc'},{'BOOL':true}]}} | 18",
        "{'pk':{'S':'ab'},'sk':{'N':'1'},'m':{'M':{'k':{'S':'abc'}}}} | 17",
        "{'pk':{'S':'ab'},'sk':{'N':'1'},'s':{'SS':['ab','c']}} | 12",
      })
  void countsAnItemAsDynamoDbDoes(String item, int size) {
    check(item);
    assertThat(check.size()).isEqualTo(size);
  }

  @Test
  void tellsKeysApartByTheirValues() {
    byte[] one = key("{'pk':{'S':'a'},'sk':{'N':'1'}}");
    assertThat(key("{'x':{'S':'y'},'sk':{'N':'1.0'},'pk':{'S':'a'}}")).isEqualTo(one);
    assertThat(key("{'pk':{'S':'a'},'sk':{'N':'10'}}")).isNotEqualTo(one);
    assertThat(key("{'pk':{'S':'aN'},'sk':{'N':'1'}}")).isNotEqualTo(one);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'pk':{'S':'a'}} | it has no attribute sk, which is a key",
        "{'pk':{'N':'1'},'sk':{'N':'1'}} | its attribute pk is not of type S",
        "{'pk':{'S':'a'},'sk':{'L':[{'N':'1'}]}} | its attribute sk is not of type N",
        "{'pk':{'S':'a'},'sk':{'NULL':true}} | its attribute sk is not of type N",
        "{'pk':{'SS':['a']},'sk':{'N':'1'}} | its attribute pk is not of type S",
        "{'pk':{'S':''},'sk':{'N':'1'}} | its key attribute pk is empty",
        "{'pk':{'S':'a'},'sk':{'N':'1'},'email':{'N':'1'}} | its attribute email is not of type S",
        "{'pk':{'S':'a'},'sk':{'N':'1'},'email':{'S':''}} | its key attribute email is empty",
        "{'pk':{'S':'a'},'sk':{'N':'1e999'}} | Number",
      })
  void refusesWhatTheTableWouldRefuse(String item, String reason) {
    assertThatThrownBy(() -> check(item))
        .isInstanceOf(MalformedItemException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void refusesWhatIsTooLarge() {
    check("{'pk':{'S':'a'},'sk':{'N':'1'},'x':{'S':'" + "x".repeat(409_592) + "'}}");
    assertThat(check.size()).isEqualTo(409_600);
    assertThatThrownBy(
            () -> check("{'pk':{'S':'a'},'sk':{'N':'1'},'x':{'S':'" + "x".repeat(409_593) + "'}}"))
        .hasMessageContaining("larger than 400 KB: DynamoDB counts 409601 bytes");
    assertThatThrownBy(() -> check("{'pk':{'S':'" + "x".repeat(2_049) + "'},'sk':{'N':'1'}}"))
        .hasMessageContaining("pk is longer than 2048 bytes");
  }

  @Test
  void refusesWhatNestsTooDeeply() {
    String item = "{'pk':{'S':'a'},'sk':{'N':'1'},'x':%s}";
    check(item.formatted("{'L':[".repeat(32) + "]}".repeat(32)));
    assertThatThrownBy(() -> check(item.formatted("{'L':[".repeat(33) + "]}".repeat(33))))
        .hasMessageContaining("nests deeper than 32 levels");
  }

  @Test
  void checksAnItemAfterOneThatItRefused() {
    assertThatThrownBy(() -> check("{'pk':{'S':'a'},'sk':{'L':[{'L':[{'N':'1'}]}]}}"))
        .isInstanceOf(MalformedItemException.class);
    check("{'pk':{'S':'ab'},'sk':{'N':'1'}}");
    assertThat(check.size()).isEqualTo(8);
  }
}
