package peers;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.monitor.Monitor;
import org.apache.lucene.monitor.MonitorConfiguration;
import org.apache.lucene.monitor.MonitorQuery;
import org.apache.lucene.monitor.QueryMatch;
import org.apache.lucene.monitor.TermFilteredPresearcher;
import org.apache.lucene.search.PhraseQuery;

/**
 * Documents a CPU second of Lucene Monitor, on prepared text: tokens parted by single spaces.
 *
 * <p>Arguments: a file with one document a line, one with one phrase a line, and how many of the
 * phrases to register. One thread; its own processor time is what counts, after a round that warms
 * up.
 */
public final class MonitorBench {
  private static final String FIELD = "text";

  /** Rounds that are measured; the best is told. */
  private static final int ROUNDS = 3;

  /** A round ends after so many seconds of processor time: with many phrases all would take hours. */
  private static final double ROUND_SECONDS_MAX = 60;

  private MonitorBench() {}

  public static void main(String[] arguments) throws IOException {
    List<String> documents = Files.readAllLines(Path.of(arguments[0]));
    List<String> phrases =
        Files.readAllLines(Path.of(arguments[1])).stream()
            .filter(phrase -> !phrase.isBlank())
            .distinct()
            .limit(Long.parseLong(arguments[2]))
            .collect(Collectors.toList());
    MonitorConfiguration configuration = new MonitorConfiguration();
    try (WhitespaceAnalyzer analyzer = new WhitespaceAnalyzer();
        Monitor monitor = new Monitor(analyzer, new TermFilteredPresearcher(), configuration)) {
      double building = processorSeconds();
      List<MonitorQuery> queries = new ArrayList<>(phrases.size());
      for (int at = 0; at < phrases.size(); at++) {
        PhraseQuery query = new PhraseQuery(FIELD, phrases.get(at).split(" "));
        queries.add(new MonitorQuery(Integer.toString(at), query));
      }
      monitor.register(queries);
      building = processorSeconds() - building;
      System.out.printf(
          "%d documents, %d phrases, registered in %.2f s%n",
          documents.size(), phrases.size(), building);
      round(monitor, documents, "warm-up");
      for (int at = 1; at <= ROUNDS; at++) {
        round(monitor, documents, "round " + at);
      }
    }
  }

  private static void round(Monitor monitor, List<String> documents, String name)
      throws IOException {
    double start = processorSeconds();
    double spent = 0;
    long matches = 0;
    int done = 0;
    for (String text : documents) {
      Document document = new Document();
      document.add(new TextField(FIELD, text, Field.Store.NO));
      matches += monitor.match(document, QueryMatch.SIMPLE_MATCHER).getMatchCount();
      done++;
      spent = processorSeconds() - start;
      if (spent > ROUND_SECONDS_MAX) {
        break;
      }
    }
    System.out.printf(
        "%s: %d documents in %.2f s, %.1f documents a CPU second, %d matches%n",
        name, done, spent, done / spent, matches);
  }

  private static double processorSeconds() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    return threads.getCurrentThreadCpuTime() / 1e9;
  }
}
