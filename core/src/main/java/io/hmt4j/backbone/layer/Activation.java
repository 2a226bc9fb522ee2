package io.hmt4j.backbone.layer;

import io.hmt4j.checkpoint.ConfigReader;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** The function of a feed-forward layer, element by element. */
@FunctionalInterface
public interface Activation extends UnaryOperator<Tensor> {

    /**
     * The activation that a key of a configuration names, as transformers names them. {@code gelu_new} and its likes are
     * the approximation by tanh, {@code quick_gelu} that by a sigmoid.
     *
     * @throws io.hmt4j.InputException if the name is not known
     */
    static Activation read(ConfigReader config, String key, String absent) {
        Map<String, Activation> known = new TreeMap<>(Map.of(
                "relu", torch::relu,
                "silu", torch::silu,
                "swish", torch::silu,
                "gelu", torch::gelu,
                "gelu_python", torch::gelu,
                "gelu_new", x -> torch.gelu(x, "tanh"),
                "gelu_fast", x -> torch.gelu(x, "tanh"),
                "gelu_pytorch_tanh", x -> torch.gelu(x, "tanh"),
                "quick_gelu", x -> x.mul(x.mul(new Scalar(1.702)).sigmoid())));
        String name = config.oneOf(key, absent, List.copyOf(known.keySet()));
        return Objects.requireNonNull(known.get(name));
    }
}
